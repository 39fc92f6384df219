using System.Text;

namespace LocalAI.CommandLine.Installation;

/// <summary>The run.sh of a backend: what the repository's run.sh does, with the shared host and this backend's plugins.</summary>
internal static class RunScript
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Writes it.</summary>
    /// <param name="folder">The backend's folder.</param>
    /// <param name="plugin">The plugin to pin; null where the host chooses among variants.</param>
    public static void Write(string folder, string? plugin)
    {
        var file = Path.Combine(folder, "run.sh");
        File.WriteAllText(file, Text(plugin), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, Executable);
    }

    private static string Text(string? plugin) => $$"""
        #!/bin/sh
        # What LocalAI starts: the shared host beside this folder, with the plugins of this folder.
        # exec keeps LocalAI the host's parent (the host ends itself when that parent dies); LocalAI starts backends with stdin closed.
        here=$(dirname -- "$(realpath -- "$0")")

        # ONNX Runtime reads this before any managed code could set it; this product sends nothing anywhere.
        export ORT_DISABLE_TELEMETRY=1
        # Without this, a native assert forks gdb for a backtrace, which takes seconds.
        export GGML_NO_BACKTRACE=1

        if [ -z "$DOTNET_ROOT" ] && dotnet=$(command -v dotnet); then
            DOTNET_ROOT=$(dirname -- "$(realpath -- "$dotnet")")
            export DOTNET_ROOT
        fi
        exec "$here/../{{BackendInstaller.HostFolderName}}/LocalAI.Plugins.Host" --plugins "$here/plugins"{{(plugin is null ? "" : $" --plugin {plugin}")}} "$@" </dev/null

        """.ReplaceLineEndings("\n");
}
