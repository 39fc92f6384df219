using System.Collections.Concurrent;

namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>Collects what a process writes, line by line.</summary>
internal sealed class OutputLines
{
    /// <summary>How long a test waits for what has to happen; only a broken host lets it pass, however busy the machine is.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _end;
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OutputLines(StreamReader reader) => _end = CollectAsync(reader);

    public IReadOnlyList<string> All => [.. _lines];

    /// <summary>The last line that says something: what LocalAI shows of a backend that ended.</summary>
    public string Last => _lines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";

    /// <summary>The lines of level error.</summary>
    public IEnumerable<string> AtErrorLevel => _lines.Where(line => line.Contains(" level=ERROR ", StringComparison.Ordinal));

    /// <summary>The newest lines, for the message of a failed test.</summary>
    public string Tail => string.Join('\n', _lines.TakeLast(40));

    /// <summary>Waits until everything that could write has ended.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => _end.WaitAsync(Patience, cancellationToken);

    /// <summary>Waits for a line; what a host logs may arrive after the answer it belongs to.</summary>
    public async Task<string> WaitForAsync(string part, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            // Before the look at the lines: one that comes in between is then an arrival.
            var arrival = Volatile.Read(ref _arrival).Task;
            var ended = _end.IsCompleted;
            if (_lines.FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal)) is { } line)
                return line;
            if (ended)
                throw new InvalidOperationException($"The host ended without saying '{part}':\n{Tail}");
            await Task.WhenAny(_end, arrival).WaitAsync(patience.Token);
        }
    }

    private async Task CollectAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            Interlocked.Exchange(ref _arrival, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }
}
