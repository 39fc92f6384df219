namespace LocalAI.Plugins.Zoo;

/// <summary>Tells its folder, which is not ASCII.</summary>
public sealed class NonAsciiEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) =>
        new DescribedModel(context, context.PluginFolder);
}
