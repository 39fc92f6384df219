namespace LocalAI.Plugins.Host.Tests.Samples;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("localai-host-tests-").FullName;

    public string File(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A plugin folder with an assembly that is there but never loaded.</summary>
    public void Plugin(string folder, string manifest)
    {
        File($"{folder}/plugin.json", manifest);
        File($"{folder}/Engine.dll", "");
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
