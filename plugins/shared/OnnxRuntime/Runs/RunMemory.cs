using LocalAI.Plugins.OnnxRuntime.Sessions;
using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime.Runs;

/// <summary>
/// Inputs and outputs that are bound to a session once and used again by every run of the same shapes. The library keeps what it allocated
/// for an output of the first run as the memory of that output in later ones, as long as nobody binds it anew: so outputs of fixed shapes
/// are bound once, and others before every run, since the library would refuse a result of another shape.
/// </summary>
internal sealed class RunMemory : IDisposable
{
    private readonly OnnxSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly RunInput[] _inputs;
    private readonly RunOutput[] _outputs;
    private readonly bool[] _isKept;
    private IDisposableReadOnlyCollection<OrtValue>? _values;

    /// <param name="session">The model.</param>
    /// <param name="shapes">The shape of each input, which fits.</param>
    /// <exception cref="Abstractions.EngineException">There is no memory for them.</exception>
    public RunMemory(OnnxSession session, ReadOnlySpan<long[]> shapes)
    {
        _session = session;
        _binding = session.Native.CreateIoBinding();
        _inputs = new RunInput[shapes.Length];
        _outputs = new RunOutput[session.Outputs.Count];
        _isKept = new bool[session.Outputs.Count];
        try
        {
            for (var index = 0; index < shapes.Length; index++)
                _inputs[index] = new RunInput(session.Inputs[index], [.. shapes[index]]);
            BindInputs();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<RunInput> Inputs => _inputs;

    /// <summary>Those of the last run; none of them is there before it.</summary>
    public ReadOnlySpan<RunOutput> Outputs => HasRun ? _outputs : [];

    public bool HasRun { get; private set; }

    public bool Fits(ReadOnlySpan<long[]> shapes)
    {
        if (shapes.Length != _inputs.Length)
            return false;
        for (var index = 0; index < shapes.Length; index++)
        {
            if (!shapes[index].AsSpan().SequenceEqual(_inputs[index].Shape))
                return false;
        }
        return true;
    }

    /// <summary>Lets nobody look at the outputs of the last run any more.</summary>
    public void Forget() => HasRun = false;

    /// <summary>Runs the model on what the inputs hold.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="OnnxRuntimeException">The library failed.</exception>
    public void Execute(CancellationToken cancellationToken)
    {
        Forget();
        cancellationToken.ThrowIfCancellationRequested();
        // The processor reads the inputs where they are; for a device the library copies them when they are bound.
        if (!_session.RunsOnProcessor)
            BindInputs();
        var isNew = BindOutputs();
        try
        {
            using (cancellationToken.UnsafeRegister(static options => ((RunOptions)options!).Terminate = true, _options))
                _session.Run(_options, _binding);
        }
        catch (OnnxRuntimeException)
        {
            // What the library has left in the outputs is not known.
            Array.Clear(_isKept);
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
                _options.Terminate = false;
        }
        if (isNew)
            TakeOutputs();
        HasRun = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values?.Dispose();
        _binding.Dispose();
        _options.Dispose();
        foreach (var input in _inputs)
            input?.Dispose();
    }

    private void BindInputs()
    {
        foreach (var input in _inputs)
            _binding.BindInput(input.Slot.Name, input.Value);
    }

    /// <summary>Binds those that are not kept; true if there are some.</summary>
    private bool BindOutputs()
    {
        if (!_isKept.Contains(false))
            return false;
        _values?.Dispose();
        _values = null;
        for (var index = 0; index < _outputs.Length; index++)
        {
            if (!_isKept[index])
                _binding.BindOutputToDevice(_session.Outputs[index].Name, OrtMemoryInfo.DefaultInstance);
        }
        return true;
    }

    private void TakeOutputs()
    {
        _values = _binding.GetOutputValues();
        for (var index = 0; index < _outputs.Length; index++)
        {
            var slot = _session.Outputs[index];
            _outputs[index] = RunOutput.Of(_values.ElementAt(index));
            // Models are wrong about their own outputs now and then.
            _isKept[index] = slot.IsFixed && slot.Shape.SequenceEqual(_outputs[index].Shape);
        }
    }
}
