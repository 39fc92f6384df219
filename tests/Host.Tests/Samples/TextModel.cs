using System.Runtime.CompilerServices;
using Google.Protobuf;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Tests.Samples;

/// <summary>A model that answers with its name; a prompt of <c>wait</c> is held until the test lets it go.</summary>
internal sealed class TextModel(string name, int parallelism = 4) : IModel, ITextGenerator
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _started = new(0);

    public string Description => $"sample {name}";

    public Device Device => Device.Cpu;

    public int Parallelism => parallelism;

    public IReadOnlyCollection<string> Ungated { get; init; } = [];

    public IReadOnlyDictionary<string, ulong> Memory { get; init; } = new Dictionary<string, ulong>();

    public IReadOnlyDictionary<string, ulong> Figures { get; init; } = new Dictionary<string, ulong>();

    public Task Disposed => _disposed.Task;

    public Task Started() => _started.WaitAsync(TestContext.Current.CancellationToken);

    public void Go() => _go.SetResult();

    public async Task<Reply> PredictAsync(PredictOptions request, CancellationToken cancellationToken)
    {
        await WaitIfAsked(request, cancellationToken);
        return Text(name);
    }

    public async IAsyncEnumerable<Reply> PredictStreamAsync(
        PredictOptions request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Text(name);
        await WaitIfAsked(request, cancellationToken);
        for (var index = 0; index < request.Tokens; index++)
            yield return Text(name + index);
    }

    public ValueTask DisposeAsync()
    {
        _disposed.SetResult();
        return ValueTask.CompletedTask;
    }

    private async Task WaitIfAsked(PredictOptions request, CancellationToken cancellationToken)
    {
        if (request.Prompt == "wait")
        {
            _started.Release();
            await _go.Task.WaitAsync(cancellationToken);
        }
        if (request.Prompt == "refuse")
            throw new EngineException(EngineFailure.InvalidInput, "Prompt is 'refuse'.");
        if (request.Prompt == "crash")
            throw new InvalidOperationException("secret /home/somebody");
    }

    private static Reply Text(string text) => new() { Message = ByteString.CopyFromUtf8(text) };
}
