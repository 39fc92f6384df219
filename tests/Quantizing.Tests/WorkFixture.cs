using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Files;

namespace LocalAI.Plugins.Quantizing.Tests;

/// <summary>A folder for what goes in and out of the work, and the native libraries that it needs.</summary>
internal sealed class WorkFixture : IDisposable
{
    public WorkFixture() => NativeLibraries.Load(TestFiles.PluginFolder);

    public TemporaryFolder Folder { get; } = new();

    public string Output => Folder.File("out");

    public IEnumerable<string> Written => Directory.GetFileSystemEntries(Output).Select(Path.GetFileName).OfType<string>();

    /// <summary>Writes a model in another type and gives the file.</summary>
    public string Write(string model, string type, Func<QuantizationSettings, QuantizationSettings>? change = null)
    {
        var settings = Settings(model, type);
        Run(change?.Invoke(settings) ?? settings, (_, _, _) => { }, TestContext.Current.CancellationToken);
        return settings.OutputFile;
    }

    public static QuantizationOutput Run(QuantizationSettings settings, QuantizationReport report, CancellationToken cancellationToken) =>
        new QuantizationWork(settings, DiskSpace.Real, report, cancellationToken).Run();

    public QuantizationSettings Settings(string model, string type)
    {
        Directory.CreateDirectory(Output);
        return new()
        {
            Model = model,
            Type = QuantizationType.Find(type)!,
            OutputFile = Path.Combine(Output, $"model-{Path.GetFileNameWithoutExtension(model)}-{type}.gguf"),
        };
    }

    public void Dispose() => Folder.Dispose();
}
