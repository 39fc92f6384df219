using System.Buffers;
using System.Diagnostics;
using System.Text;
using Grpc.Core;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Bench.Peers;

/// <summary>A client of the host that does no more than it must.</summary>
internal sealed class HostClient(Backend.BackendClient client)
{
    /// <summary>Loads a model.</summary>
    /// <exception cref="InvalidOperationException">The host refused it.</exception>
    public static async Task<HostClient> LoadAsync(ServiceProcess host, ModelSetup setup, CancellationToken cancellationToken)
    {
        var result = await host.Client.LoadModelAsync(setup.ToModelOptions(), cancellationToken: cancellationToken);
        return result.Success
            ? new HostClient(host.Client)
            : throw new InvalidOperationException($"LoadModel failed: {result.Message}");
    }

    /// <summary>Streams a text to its end.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="tokens">Tokens to generate.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <param name="change">Changes the request.</param>
    /// <exception cref="InvalidOperationException">It has not the number of tokens that was asked for.</exception>
    public async Task<string> StreamAsync(
        string prompt, int tokens, CancellationToken cancellationToken, Action<PredictOptions>? change = null)
    {
        var request = Request(prompt, tokens);
        change?.Invoke(request);
        using var call = client.PredictStream(request, cancellationToken: cancellationToken);
        var text = new ArrayBufferWriter<byte>();
        var last = 0;
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            var reply = call.ResponseStream.Current;
            text.Write(reply.Message.Span);
            last = reply.Tokens;
        }
        return last == tokens
            ? Encoding.UTF8.GetString(text.WrittenSpan)
            : throw new InvalidOperationException($"The host generated {last} tokens instead of {tokens}.");
    }

    /// <summary>What came of drafting so far, as the host tells it.</summary>
    public async Task<string> DraftMetricsAsync(CancellationToken cancellationToken) =>
        (await client.GetMetricsAsync(new MetricsRequest(), cancellationToken: cancellationToken)).PromptJsonForSlot;

    /// <summary>The time from the call to the first piece of text.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="change">Changes the request.</param>
    public async Task<TimeSpan> FirstTokenAsync(string prompt, CancellationToken cancellationToken, Action<PredictOptions>? change = null)
    {
        var request = Request(prompt, tokens: 1);
        change?.Invoke(request);
        var started = Stopwatch.GetTimestamp();
        using var call = client.PredictStream(request, cancellationToken: cancellationToken);
        while (await call.ResponseStream.MoveNext(cancellationToken) && call.ResponseStream.Current.Message.IsEmpty)
        {
        }
        var elapsed = Stopwatch.GetElapsedTime(started);
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
        }
        return elapsed;
    }

    /// <summary>Streams until cancelled; the first text sets <paramref name="writing"/>.</summary>
    public async Task StreamOnAsync(string prompt, TaskCompletionSource writing, CancellationToken cancellationToken)
    {
        using var call = client.PredictStream(Request(prompt, tokens: 0), cancellationToken: cancellationToken);
        try
        {
            while (await call.ResponseStream.MoveNext(cancellationToken))
            {
                if (!call.ResponseStream.Current.Message.IsEmpty)
                    writing.TrySetResult();
            }
            throw new InvalidOperationException("A text that should go on has ended; give its slot a larger context.");
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is RpcException or OperationCanceledException)
        {
            // As asked.
        }
        catch (Exception e)
        {
            writing.TrySetException(e);
            throw;
        }
    }

    /// <summary>Greedy, and nothing taken from an earlier prompt.</summary>
    private static PredictOptions Request(string prompt, int tokens) => new()
    {
        Prompt = prompt,
        Tokens = tokens,
        Temperature = 0,
        PromptCacheAll = false,
    };
}
