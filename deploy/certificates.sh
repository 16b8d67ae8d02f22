#!/bin/sh
# deploy/certificates.sh FOLDER [DAYS]: an authority of this cluster's own, and what it vouches for: scheduler, workers, driver.
#
# Dask asks who signed a certificate, not for which host. So whatever this authority signs may run code on every host of the cluster:
# it signs for nothing else, and ca.key stays on the machine where this was run, where nobody else can read it.
# With a ca.key in FOLDER certificates are made anew, for DAYS (365) from now; without one, the authority too (ten years).
set -eu
umask 077
folder=${1:?"where to: $0 FOLDER [DAYS]"}
days=${2:-365}
mkdir -p "$folder"
cd "$folder"

key() {
    openssl ecparam -name prime256v1 -genkey -noout -out "$1"
}

# vouch_for NAME USES: NAME.key and NAME.crt, signed by the authority. A host that listens also connects to others.
vouch_for() {
    key "$1.key.new"
    printf '%s\n' "subjectAltName = DNS:$1" "extendedKeyUsage = $2" 'keyUsage = critical, digitalSignature' \
        'basicConstraints = critical, CA:FALSE' 'authorityKeyIdentifier = keyid' > "$1.extensions"
    openssl req -new -key "$1.key.new" -subj "/O=exporter/CN=$1" |
        openssl x509 -req -CA ca.crt -CAkey ca.key -set_serial "0x$(openssl rand -hex 16)" -sha256 -days "$days" \
            -extfile "$1.extensions" -out "$1.crt.new"
    rm "$1.extensions"
    mv "$1.key.new" "$1.key"
    mv "$1.crt.new" "$1.crt"
}

if [ ! -e ca.key ]; then
    key ca.key
    openssl req -x509 -new -key ca.key -sha256 -days 3650 -subj '/O=exporter/CN=authority of one cluster' \
        -addext 'basicConstraints = critical, CA:TRUE, pathlen:0' -addext 'keyUsage = critical, keyCertSign' -out ca.crt
fi
vouch_for scheduler serverAuth,clientAuth
vouch_for worker serverAuth,clientAuth
vouch_for driver clientAuth
