namespace LocalAI.Plugins.Zoo;

/// <summary>Created with a context of its own, before any model.</summary>
public sealed class ContextConstructorEngine(EngineContext created) : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) =>
        new DescribedModel(
            context, $"{created.PluginFolder == context.PluginFolder} {created.Device} {created.Capabilities is not null}");
}
