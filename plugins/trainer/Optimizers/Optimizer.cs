using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>
/// Changes weights by their gradients. All it remembers is in tensors, so that a checkpoint can keep them and a resumed run goes on
/// as if it had never stopped.
/// </summary>
/// <param name="parameters">The trained weights; they stay the caller's.</param>
internal abstract class Optimizer(IReadOnlyList<NamedTensor> parameters) : IDisposable
{
    private readonly SortedDictionary<string, Tensor> _state = new(StringComparer.Ordinal);

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>What it remembers, by name; the tensors stay its own.</summary>
    public IEnumerable<NamedTensor> State => _state.Select(entry => new NamedTensor(entry.Key, entry.Value));

    /// <summary>Takes one step along the gradients; weights without one stay as they are.</summary>
    /// <param name="learningRate">The length of the step.</param>
    public void Step(double learningRate)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Steps++;
        Begin(learningRate);
        foreach (var parameter in parameters)
        {
            using var inner = NewDisposeScope();
            if (parameter.Tensor.grad is { } gradient)
                Update(parameter, gradient, learningRate);
        }
    }

    /// <summary>Forgets the gradients.</summary>
    public void ClearGradients()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Tensor.grad is not { } gradient)
                continue;
            parameter.Tensor.grad = null;
            gradient.Dispose();
        }
    }

    /// <summary>Goes on from what another optimizer of the same kind remembered.</summary>
    /// <param name="state">Its <see cref="State"/>; the tensors become this one's.</param>
    /// <param name="steps">The steps that it took.</param>
    public void Resume(IEnumerable<NamedTensor> state, long steps)
    {
        ClearState();
        foreach (var entry in state)
            _state[entry.Name] = entry.Tensor.DetachFromDisposeScope();
        Steps = steps;
    }

    public void Dispose()
    {
        ClearState();
        Release();
    }

    /// <summary>The trained weights.</summary>
    protected IReadOnlyList<NamedTensor> Parameters => parameters;

    /// <summary>Called before the weights of a step.</summary>
    protected virtual void Begin(double learningRate)
    {
    }

    /// <summary>Changes one weight.</summary>
    protected abstract void Update(NamedTensor parameter, Tensor gradient, double learningRate);

    /// <summary>Frees what else it has.</summary>
    protected virtual void Release()
    {
    }

    /// <summary>A tensor that is remembered, made at the first use.</summary>
    protected Tensor Remembered(string name, Func<Tensor> make)
    {
        if (!_state.TryGetValue(name, out var tensor))
            _state[name] = tensor = make().DetachFromDisposeScope();
        return tensor;
    }

    /// <summary>A tensor of zeros in single precision, as large as the weight, that is remembered.</summary>
    protected Tensor Remembered(NamedTensor parameter, string what) =>
        Remembered($"{parameter.Name}.{what}", () => zeros_like(parameter.Tensor, dtype: ScalarType.Float32));

    private void ClearState()
    {
        foreach (var tensor in _state.Values)
            tensor.Dispose();
        _state.Clear();
    }
}
