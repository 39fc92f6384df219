using System.Runtime.ExceptionServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Quantizing;

/// <summary>
/// Writes the output: several threads take small groups of rows, read them, have ggml quantise them, and write them where they
/// belong, so that all of it stays in the processor's cache and reading, computing and writing overlap.
/// </summary>
internal sealed class ModelQuantizer
{
    /// <summary>Source bytes of a group of rows.</summary>
    private const int GroupBytes = 256 * 1024;

    private readonly IReadOnlyList<PlannedTensor> _tensors;
    private readonly GgufHead _head;
    private readonly PartialFile _output;
    private readonly Action<double, string> _report;
    private readonly CancellationToken _cancellationToken;
    private readonly long _totalBytes;
    private readonly Lock _gate = new();
    private int _tensor;
    private long _row;
    private long _doneBytes;
    private Exception? _failure;

    private ModelQuantizer(
        IReadOnlyList<PlannedTensor> tensors, GgufHead head, PartialFile output, Action<double, string> report,
        CancellationToken cancellationToken)
    {
        _tensors = tensors;
        _head = head;
        _output = output;
        _report = report;
        _cancellationToken = cancellationToken;
        _totalBytes = Math.Max(1, tensors.Sum(tensor => tensor.Description.Bytes));
    }

    /// <summary>Writes the whole file.</summary>
    /// <param name="tensors">The tensors in their order.</param>
    /// <param name="head">The beginning of the file, for the same tensors.</param>
    /// <param name="output">The file.</param>
    /// <param name="threads">Threads that compute, at least 1; this one is the first.</param>
    /// <param name="report">Takes the share of the work that is done, never falling, from 0 to 1, and the tensor in work.</param>
    /// <param name="cancellationToken">Ends the work before the next group of rows.</param>
    /// <exception cref="EngineException">A tensor holds values that are no numbers.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Write(
        IReadOnlyList<PlannedTensor> tensors, GgufHead head, PartialFile output, int threads, Action<double, string> report,
        CancellationToken cancellationToken)
    {
        RandomAccess.Write(output.Handle, head.ToArray(), 0);
        // The padding behind the last tensor.
        RandomAccess.SetLength(output.Handle, head.FileBytes);
        new ModelQuantizer(tensors, head, output, report, cancellationToken).Run(threads);
    }

    private void Run(int threads)
    {
        var others = new Thread[threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(Work) { Name = $"quantise {i + 2}", IsBackground = true };
            others[i].Start();
        }
        Work();
        foreach (var other in others)
            other.Join();
        _cancellationToken.ThrowIfCancellationRequested();
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    private void Work()
    {
        try
        {
            using var rows = new RowConverter();
            while (Take() is var (tensor, index, first, count) && tensor is not null)
            {
                var target = _head.PositionOf(index) + (first * tensor.Target.RowBytes(tensor.Columns));
                RandomAccess.Write(_output.Handle, rows.Convert(tensor, first, count), target);
                Done(tensor, tensor.Description.Type.RowBytes(tensor.Columns) * count);
            }
        }
        catch (Exception e)
        {
            lock (_gate)
                _failure ??= e;
        }
    }

    /// <summary>The next group of rows; no tensor when there is none, or when the work has to end.</summary>
    private (PlannedTensor? Tensor, int Index, long First, long Count) Take()
    {
        lock (_gate)
        {
            if (_failure is not null || _cancellationToken.IsCancellationRequested)
                return default;
            while (_tensor < _tensors.Count && _row == _tensors[_tensor].Rows)
                (_tensor, _row) = (_tensor + 1, 0);
            if (_tensor == _tensors.Count)
                return default;
            var tensor = _tensors[_tensor];
            var first = _row;
            var count = Math.Max(1, GroupBytes / tensor.Description.Type.RowBytes(tensor.Columns));
            // Each matrix has an importance of its own.
            count = Math.Min(count, tensor.MatrixRows - (first % tensor.MatrixRows));
            _row = Math.Min(tensor.Rows, first + count);
            return (tensor, _tensor, first, _row - first);
        }
    }

    private void Done(PlannedTensor tensor, long bytes)
    {
        lock (_gate)
        {
            _doneBytes += bytes;
            _report((double)_doneBytes / _totalBytes, tensor.Description.Name);
        }
    }
}
