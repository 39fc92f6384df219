namespace LocalAI.Plugins.Zoo;

/// <summary>The least an engine needs: it makes a model.</summary>
public abstract class ZooEngine : IEngine
{
    public virtual Task<IModel> LoadAsync(ModelOptions options, EngineContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Load(options, context));

    public virtual Recognition Recognise(ModelOptions options) => Recognition.Possible;

    protected abstract IModel Load(ModelOptions options, EngineContext context);
}
