using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Faces.Tests;

/// <summary>The built plugin, the shared photos and models, and models that are loaded as the host loads them.</summary>
internal static class Fixtures
{
    /// <summary>The plugin as the build made it, with the default pack.</summary>
    public static string PluginFolder { get; } = Path.Combine(SolutionFolder.Path, "dist", "plugins", "faces");

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A photo of ../shared/data/faces, or a skip with the reason.</summary>
    public static string Photo(string name) => SharedFiles.Find($"data/faces/{name}.jpg");

    /// <summary>A model of ../shared/models/faces, or a skip with the reason.</summary>
    public static string Model(string name) => SharedFiles.Find($"models/faces/{name}");

    public static Task<IModel> LoadAsync(string model, params string[] options) =>
        LoadAsync(new ModelOptions { Model = model, Options = { options } });

    public static Task<IModel> LoadAsync(ModelOptions options) => new FacesEngine().LoadAsync(
        options,
        new EngineContext
        {
            Logger = NullLogger.Instance,
            Device = Device.Cpu,
            PluginFolder = PluginFolder,
            Progress = new Progress<float>(),
            Capabilities = null!,
        },
        Token);
}
