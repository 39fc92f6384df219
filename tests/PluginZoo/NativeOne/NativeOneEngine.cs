namespace LocalAI.Plugins.Zoo;

/// <summary>The first native plugin of a process.</summary>
public sealed class NativeOneEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) => new DescribedModel(context, "native one");
}
