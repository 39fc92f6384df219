namespace LocalAI.Plugins.Zoo;

/// <summary>The least a model needs; each plugin adds the one thing it is there to show.</summary>
internal abstract class ZooModel(EngineContext context) : IModel
{
    public string Description => GetType().Name;

    public Device Device { get; } = context.Device;

    public virtual int Parallelism => 64;

    public virtual IReadOnlyDictionary<string, ulong> Memory { get; } = new Dictionary<string, ulong>();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
