namespace LocalAI.Plugins.Zoo;

/// <summary>Shares its name with TwinOne.</summary>
public sealed class TwinTwoEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) => new DescribedModel(context, "two");
}
