namespace LocalAI.Plugins.Zoo;

/// <summary>Its manifest asks for an abi no host has; the code must never run.</summary>
public sealed class WrongAbiEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) =>
        throw new InvalidOperationException("A plugin with the wrong abi was run.");
}
