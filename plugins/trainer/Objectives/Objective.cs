using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>What a training method makes small.</summary>
/// <param name="model">The trained model; it stays the caller's.</param>
internal abstract class Objective(CausalModel model) : IDisposable
{
    /// <summary>What it trains beside the model; its own.</summary>
    public virtual IReadOnlyList<NamedTensor> Weights => [];

    /// <summary>Looks at all examples before the first step, while the model is what it was before training.</summary>
    public virtual void Prepare(IReadOnlyList<Example> examples, int batchSize, CancellationToken cancellation)
    {
    }

    /// <summary>Over how many losses of an example the mean is taken: its learnt tokens, or just itself.</summary>
    public virtual int Count(Example example) => 1;

    /// <summary>The sum of the losses of examples, of which there are as many as <see cref="Count"/> says: a scalar.</summary>
    public abstract Tensor Loss(IReadOnlyList<Example> examples, Pass pass);

    public void Dispose() => Release();

    /// <summary>Frees what it has.</summary>
    protected virtual void Release()
    {
    }

    /// <summary>The trained model.</summary>
    protected CausalModel Model => model;
}
