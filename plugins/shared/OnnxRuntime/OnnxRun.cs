using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime.Runs;
using LocalAI.Plugins.OnnxRuntime.Sessions;
using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>One run of a model: fill the inputs, execute, read the outputs, dispose. For one thread at a time.</summary>
internal sealed unsafe class OnnxRun : IDisposable
{
    private readonly OnnxSession _session;
    private readonly RunPool _pool;
    private RunMemory? _memory;

    internal OnnxRun(OnnxSession session, RunPool pool, RunMemory memory)
    {
        _session = session;
        _pool = pool;
        _memory = memory;
    }

    private RunMemory Memory => _memory ?? throw new ObjectDisposedException(nameof(OnnxRun));

    /// <summary>An input's memory, in the row-major order of its shape; of the last run at first.</summary>
    /// <typeparam name="T">Its element type: float, long, int, byte, bool, Half.</typeparam>
    public Span<T> Input<T>(int index) where T : unmanaged
    {
        var input = Memory.Inputs[index];
        ElementType.Check<T>(input.Slot.Name, input.Slot.Type);
        return new Span<T>(input.Data, input.Bytes / sizeof(T));
    }

    /// <summary>Runs the model.</summary>
    /// <param name="cancellationToken">Stops it within one operator.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="EngineException">The library failed.</exception>
    public void Execute(CancellationToken cancellationToken)
    {
        try
        {
            Memory.Execute(cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            throw NativeFault.OfRunning(_session.Path, _session.Device, e);
        }
    }

    /// <summary>An output, valid until the run is disposed of or executed again.</summary>
    public ReadOnlySpan<T> Output<T>(int index) where T : unmanaged
    {
        ref readonly var output = ref OutputAt(index);
        ElementType.Check<T>(_session.Outputs[index].Name, output.Type);
        return new ReadOnlySpan<T>(output.Data, output.Bytes / sizeof(T));
    }

    /// <summary>The shape of an output, as it came out.</summary>
    public ReadOnlySpan<long> Shape(int index) => OutputAt(index).Shape;

    /// <summary>Gives the memory back for the next run.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _memory, null) is { } memory)
            _pool.Return(memory);
    }

    private ref readonly RunOutput OutputAt(int index)
    {
        if (!Memory.HasRun)
            throw new InvalidOperationException("The run has no outputs before it is executed.");
        return ref Memory.Outputs[index];
    }
}
