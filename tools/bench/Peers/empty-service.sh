#!/bin/sh
# Starts the empty service the way run.sh starts the host.
here=$(dirname -- "$(realpath -- "$0")")

if [ -z "$DOTNET_ROOT" ] && dotnet=$(command -v dotnet); then
    DOTNET_ROOT=$(dirname -- "$(realpath -- "$dotnet")")
    export DOTNET_ROOT
fi
exec "$here/LocalAI.Plugins.Bench" empty-service "$@" </dev/null
