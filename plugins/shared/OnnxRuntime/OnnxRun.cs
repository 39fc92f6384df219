using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>One run of a model: fill the inputs, execute, read the outputs, dispose.</summary>
internal sealed class OnnxRun : IDisposable
{
    /// <summary>An input's memory, in the row-major order of its shape; of the last run at first.</summary>
    /// <typeparam name="T">Its element type: float, long, int, byte, bool, Half.</typeparam>
    public Span<T> Input<T>(int index) where T : unmanaged => throw new NotImplementedException();

    /// <summary>Runs the model.</summary>
    /// <param name="cancellationToken">Stops it within one operator.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="EngineException">The library failed.</exception>
    public void Execute(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>An output, valid until the run is disposed of or executed again.</summary>
    public ReadOnlySpan<T> Output<T>(int index) where T : unmanaged => throw new NotImplementedException();

    /// <summary>The shape of an output.</summary>
    public ReadOnlySpan<long> Shape(int index) => throw new NotImplementedException();

    /// <summary>Gives the memory back for the next run.</summary>
    public void Dispose() => throw new NotImplementedException();
}
