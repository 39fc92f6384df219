namespace LocalAI.Plugins.Zoo;

/// <summary>Shares its name with TwinTwo.</summary>
public sealed class TwinOneEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) => new DescribedModel(context, "one");
}
