#!/usr/bin/env bash
# Makes a development CA and a certificate for every service, or leaves what is there and good. --help says more.
set -euo pipefail
umask 077

usage() {
  cat <<'TEXT'
Usage: scripts/gen-certs.sh [DIR]            (default: .orderly/certs)

Makes in DIR, with openssl, what ./orderly up makes too:
  ca.crt  ca.key                             a CA of ten years
  <service>/tls.crt  tls.key  ca.crt         a certificate of one year for each service

A second run changes nothing. A certificate is made anew if it or its key is missing, if it is of another CA or
another service, or if it ends within 30 days. Folders are 0700 and files 0600. For development: in production a
real CA signs, and its key is nowhere near.
TEXT
}

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
  -*) echo "Unknown option $1; try --help." >&2; exit 2 ;;
esac
[ $# -le 1 ] || { usage >&2; exit 2; }
command -v openssl >/dev/null || { echo "gen-certs.sh needs openssl." >&2; exit 1; }

dir=${1:-.orderly/certs}
holders="product-command category-query user-service product-query order-saga payments gateway kafka postgres prometheus audit ops"
renewal=$((30 * 24 * 3600))
mkdir -p "$dir"
chmod 700 "$dir"
work=""
trap '[ -z "$work" ] || rm -rf "$work"' EXIT

workspace() { [ -n "$work" ] || work=$(mktemp -d "$dir/.work.XXXXXX"); } # beside its target: a move is one step

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }

public_keys_match() { # key, certificate
  [ "$(openssl pkey -in "$1" -pubout 2>/dev/null)" = "$(openssl x509 -in "$2" -noout -pubkey 2>/dev/null)" ]
}

is_good() { # key, certificate
  [ -s "$1" ] && [ -s "$2" ] && public_keys_match "$1" "$2" && openssl x509 -in "$2" -noout -checkend "$renewal" >/dev/null
}

serial() { echo "0x4$(openssl rand -hex 15)"; }

if [ -e "$dir/ca.crt" ] && [ ! -e "$dir/ca.key" ]; then
  echo "$dir/ca.crt has no ca.key beside it: nothing can be signed here." >&2
  exit 1
fi
if ! is_good "$dir/ca.key" "$dir/ca.crt"; then
  workspace
  new_key "$work/ca.key"
  openssl req -x509 -new -key "$work/ca.key" -sha256 -days 3650 -set_serial "$(serial)" -out "$work/ca.crt" \
    -subj "/O=Orderly/CN=Orderly development CA" -config <(printf '%s\n' '[req]' 'distinguished_name=dn' '[dn]') \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" \
    -addext "subjectKeyIdentifier=hash"
  mv -f "$work/ca.key" "$work/ca.crt" "$dir/"
  echo "made $dir/ca.crt"
fi

for name in $holders; do
  home="$dir/$name"
  mkdir -p "$home"
  chmod 700 "$home"
  cmp -s "$dir/ca.crt" "$home/ca.crt" || cp "$dir/ca.crt" "$home/ca.crt"
  if is_good "$home/tls.key" "$home/tls.crt" \
    && openssl verify -CAfile "$dir/ca.crt" "$home/tls.crt" >/dev/null 2>&1 \
    && openssl x509 -in "$home/tls.crt" -noout -ext subjectAltName | grep -q "URI:spiffe://orderly/$name\(,\|\$\)"; then
    continue
  fi
  workspace
  new_key "$work/tls.key"
  openssl req -new -key "$work/tls.key" -out "$work/request" -subj "/O=Orderly/CN=$name" \
    -config <(printf '%s\n' '[req]' 'distinguished_name=dn' '[dn]')
  openssl x509 -req -in "$work/request" -CA "$dir/ca.crt" -CAkey "$dir/ca.key" -set_serial "$(serial)" -sha256 \
    -days 365 -out "$work/tls.crt" -extfile <(cat <<TEXT
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=DNS:$name,DNS:localhost,IP:127.0.0.1,IP:::1,URI:spiffe://orderly/$name
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
TEXT
  ) 2>/dev/null
  mv -f "$work/tls.key" "$work/tls.crt" "$home/"
  echo "made $home/tls.crt"
done
chmod 600 "$dir"/ca.* "$dir"/*/tls.* "$dir"/*/ca.crt
