namespace LocalAI.Plugins.Zoo;

/// <summary>The second native plugin of a process, which a host refuses.</summary>
public sealed class NativeTwoEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) => new DescribedModel(context, "native two");
}
