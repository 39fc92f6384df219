using System.Text;

namespace LocalAI.CommandLine.Installation;

/// <summary>The run.sh of a backend: starts the shared host with this backend's plugins.</summary>
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
        here=$(dirname -- "$(realpath -- "$0")")
        exec "$here/../{{BackendInstaller.HostFolderName}}/{{BackendInstaller.HostScriptName}}" \
            --plugins "$here/plugins"{{(plugin is null ? "" : $" --plugin {plugin}")}} "$@"

        """.ReplaceLineEndings("\n");
}
