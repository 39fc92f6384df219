using LocalAI.Plugins.OnnxRuntime.Sessions;
using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime.Runs;

/// <summary>
/// The memory of runs that are over, for later ones; and the session, which ends when the model is disposed of and its last run is over.
/// </summary>
/// <param name="session">The session; the pool disposes of it.</param>
internal sealed class RunPool(OnnxSession session)
{
    // Shapes may change with every call, and each keeps its memory here.
    private static readonly int MostIdle = Math.Max(4, Environment.ProcessorCount);

    private readonly Lock _lock = new();
    private readonly List<RunMemory> _idle = [];
    private int _running;
    private bool _isClosed;

    /// <summary>Memory for a run of these shapes, to be given back by <see cref="Return"/>.</summary>
    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    /// <exception cref="Abstractions.EngineException">There is no memory.</exception>
    public RunMemory Rent(ReadOnlySpan<long[]> shapes)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(OnnxModel));
            _running++;
            // The latest is the one whose memory is in the processor's cache.
            for (var index = _idle.Count - 1; index >= 0; index--)
            {
                if (!_idle[index].Fits(shapes))
                    continue;
                var found = _idle[index];
                _idle.RemoveAt(index);
                return found;
            }
        }
        try
        {
            return new RunMemory(session, shapes);
        }
        catch (Exception e)
        {
            End(null);
            if (e is OnnxRuntimeException)
                throw NativeFault.OfRunning(session.Path, session.Device, e);
            throw;
        }
    }

    public void Return(RunMemory memory)
    {
        memory.Forget();
        End(memory);
    }

    /// <summary>Lets no further run begin, and waits for none.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            _idle.ForEach(memory => memory.Dispose());
            _idle.Clear();
            if (_running > 0)
                return;
        }
        session.Dispose();
    }

    private void End(RunMemory? memory)
    {
        RunMemory? surplus = null;
        bool isLast;
        lock (_lock)
        {
            _running--;
            isLast = _isClosed && _running == 0;
            if (_isClosed)
                surplus = memory;
            else if (memory is not null)
                _idle.Add(memory);
            if (_idle.Count > MostIdle)
            {
                surplus = _idle[0];
                _idle.RemoveAt(0);
            }
        }
        surplus?.Dispose();
        if (isLast)
            session.Dispose();
    }
}
