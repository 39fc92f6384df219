namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>A plugins folder of its own for one host, with copies of the miniature plugins it should see.</summary>
internal sealed class PluginFolder : IDisposable
{
    public PluginFolder(IEnumerable<string> zoo)
    {
        foreach (var plugin in zoo)
        {
            var target = Directory.CreateDirectory(System.IO.Path.Combine(Path, plugin)).FullName;
            foreach (var file in Directory.GetFiles(System.IO.Path.Combine(Repository.PluginZoo, plugin)))
                File.Copy(file, System.IO.Path.Combine(target, System.IO.Path.GetFileName(file)));
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("plugins-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
