#!/bin/sh
# What LocalAI starts: the host, with the same arguments. Works in dist/ and at the root of the repository.
# exec keeps LocalAI the host's parent (the host ends itself when that parent dies); LocalAI starts backends with stdin closed.
here=$(dirname -- "$(realpath -- "$0")")
[ -x "$here/LocalAI.Plugins.Host" ] || here=$here/dist

# ONNX Runtime reads this before any managed code could set it; this product sends nothing anywhere.
export ORT_DISABLE_TELEMETRY=1
# Without this, a native assert forks gdb for a backtrace, which takes seconds.
export GGML_NO_BACKTRACE=1
# A small youngest generation (1 MiB) leaves the processor's cache to the model; the default is about as large as that cache.
export DOTNET_GCgen0size="${DOTNET_GCgen0size:-0x100000}"

if [ -z "$DOTNET_ROOT" ] && dotnet=$(command -v dotnet); then
    DOTNET_ROOT=$(dirname -- "$(realpath -- "$dotnet")")
    export DOTNET_ROOT
fi
exec "$here/LocalAI.Plugins.Host" "$@" </dev/null
