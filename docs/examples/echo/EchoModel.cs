using System.Runtime.CompilerServices;
using Google.Protobuf;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace Echo;

/// <summary>A loaded echo: the interfaces it implements are the RPCs it answers.</summary>
public sealed class EchoModel(string words, Device device) : IModel, ITextGenerator
{
    public string Description => $"echo '{words}'";

    public Device Device => device;

    public int Parallelism => 4;

    public IReadOnlyDictionary<string, ulong> Memory { get; } = new Dictionary<string, ulong>();

    public Task<Reply> PredictAsync(PredictOptions request, CancellationToken cancellationToken) =>
        Task.FromResult(Say($"{words} {request.Prompt}"));

    public async IAsyncEnumerable<Reply> PredictStreamAsync(
        PredictOptions request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Say(words);
        foreach (var word in request.Prompt.Split(' '))
        {
            await Task.Delay(20, cancellationToken);
            yield return Say(" " + word);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // LocalAI wants the same text in both places.
    private static Reply Say(string text) =>
        new() { Message = ByteString.CopyFromUtf8(text), ChatDeltas = { new ChatDelta { Content = text } } };
}
