using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Zoo;

/// <summary>Its native library was forgotten when the plugin was packed.</summary>
public sealed partial class MissingNativeEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) =>
        new DescribedModel(context, zoo_version() > 0 ? "found" : "empty");

    [LibraryImport("zoo-forgotten")]
    private static partial int zoo_version();
}
