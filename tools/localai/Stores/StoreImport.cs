using System.Globalization;
using Grpc.Core;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Stores;

/// <summary>
/// Sends rows in calls of many, several at a time. Of a key that is there twice the last row wins, as if all were sent one by one.
/// </summary>
/// <param name="store">The namespace.</param>
/// <param name="dimension">Numbers of the keys it has; 0 for none.</param>
/// <param name="progress">Counts the rows that were answered.</param>
internal sealed class StoreImport(StoreClient store, int dimension, TransferProgress progress) : IDisposable
{
    private const int MostCalls = 4;

    /// <summary>The time that calls have to end after an interruption.</summary>
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(10);

    private readonly List<(ImportBatch Batch, Task<Result> Call)> _running = [];
    private readonly CancellationTokenSource _limit = new();
    private string _whose = "the namespace's keys have";
    private int _dimension = dimension;

    /// <summary>Numbers of a key; 0 while there is none.</summary>
    public int Dimension => _dimension;

    /// <exception cref="UserError">A row cannot be read, or the host refused some.</exception>
    /// <exception cref="RpcException">The host answers no more.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted; calls that were running have ended.</exception>
    public async Task RunAsync(IEnumerable<IRowSource> sources, CancellationToken cancellationToken)
    {
        try
        {
            await SendAllAsync(sources, cancellationToken);
        }
        catch (BadRow e)
        {
            await EndCallsAsync();
            throw new UserError($"{e.Message}; {progress.DescribeStored()}.", e);
        }
        catch
        {
            await EndCallsAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _limit.Dispose();

    private async Task SendAllAsync(IEnumerable<IRowSource> sources, CancellationToken cancellationToken)
    {
        var batch = new ImportBatch();
        foreach (var source in sources)
        {
            await foreach (var row in source.ReadAsync(cancellationToken))
            {
                CheckLength(row);
                if (batch.Add(row))
                    continue;
                await SendAsync(batch, cancellationToken);
                batch = new ImportBatch();
                batch.Add(row);
            }
        }
        if (batch.Count > 0)
            await SendAsync(batch, cancellationToken);
        while (_running.Count > 0)
            await TakeAnswerAsync(cancellationToken);
    }

    private void CheckLength(ImportRow row)
    {
        if (_dimension == 0)
            (_dimension, _whose) = (row.Row.Key.Length, "the keys before it have");
        if (row.Row.Key.Length != _dimension)
        {
            throw new BadRow(row.Place.ToString(), string.Create(CultureInfo.InvariantCulture,
                $"the key has {row.Row.Key.Length} numbers, and {_whose} {_dimension}"));
        }
    }

    private async Task SendAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        while (_running.Count >= MostCalls || _running.Exists(other => other.Batch.MayShareKeysWith(batch)))
            await TakeAnswerAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        // An interruption sends no more, and lets those end that were sent, so that it can be told how many rows are in.
        _running.Add((batch, store.SetAsync(batch.Rows, _limit.Token)));
    }

    private async Task TakeAnswerAsync(CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAny(_running.Select(running => running.Call)).WaitAsync(cancellationToken);
        var (batch, _) = _running.Find(running => running.Call == ended);
        _running.RemoveAll(running => running.Call == ended);
        try
        {
            var answer = await ended;
            if (!answer.Success)
                throw new BadRow(batch.First.To(batch.Last), answer.Message.TrimEnd('.'));
            progress.Add(batch.Count);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.InvalidArgument or StatusCode.ResourceExhausted or StatusCode.FailedPrecondition)
        {
            throw new BadRow(batch.First.To(batch.Last), e.Status.Detail.TrimEnd('.'), e);
        }
    }

    private async Task EndCallsAsync()
    {
        _limit.CancelAfter(EndWithin);
        foreach (var (batch, call) in _running)
        {
            try
            {
                if ((await call).Success)
                    progress.Add(batch.Count);
            }
            catch (RpcException)
            {
                // The first failure is told; whether these rows are in is not known.
                progress.AddUnknown(batch.Count);
            }
        }
        _running.Clear();
    }
}
