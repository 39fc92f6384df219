using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Store.Tests.Durability;

/// <summary>A log that can be waited for.</summary>
internal sealed class Heard : ILogger
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _events = new();

    /// <summary>Ends when something was logged under a number, with what was.</summary>
    public Task<string> WaitAsync(int eventId) => Of(eventId).Task.WaitAsync(TestContext.Current.CancellationToken);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Of(eventId.Id).TrySetResult(formatter(state, exception));

    private TaskCompletionSource<string> Of(int eventId) =>
        _events.GetOrAdd(eventId, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
