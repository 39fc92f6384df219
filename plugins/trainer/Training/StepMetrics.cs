using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Training;

/// <summary>
/// Adds up what is told of a step beside its loss. Sums stay where the model computes until they are read once, at the end.
/// </summary>
internal sealed class StepMetrics : IDisposable
{
    private readonly Dictionary<string, (Tensor Sum, double Count)> _sums = [];

    /// <summary>Adds values, of which the mean is told.</summary>
    public void Add(string name, Tensor values)
    {
        using var scope = NewDisposeScope();
        var (sum, count) = _sums.TryGetValue(name, out var known) ? known
            : (zeros(1, ScalarType.Float64, values.device).DetachFromDisposeScope(), 0);
        sum.add_(values.detach().to_type(ScalarType.Float64).sum());
        _sums[name] = (sum, count + values.numel());
    }

    /// <summary>The means by their names.</summary>
    public IReadOnlyDictionary<string, double> Read() => _sums
        .Where(entry => entry.Value.Count > 0)
        .ToDictionary(entry => entry.Key, entry => entry.Value.Sum.item<double>() / entry.Value.Count);

    public void Dispose()
    {
        foreach (var (sum, _) in _sums.Values)
            sum.Dispose();
    }
}
