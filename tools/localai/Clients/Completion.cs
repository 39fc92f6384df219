using System.Diagnostics;
using System.Text.Json;
using Grpc.Core;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>Has a text generated.</summary>
internal static class Completion
{
    /// <summary>Writes the text as it comes, byte for byte, and ends its last line.</summary>
    public static async Task<GenerationStatistics> StreamAsync(
        Backend.BackendClient client, PredictOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        using var call = client.PredictStream(options, cancellationToken: cancellationToken);
        var clock = Stopwatch.StartNew();
        var closing = new Reply();
        var endsLine = false;
        try
        {
            await foreach (var reply in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                terminal.Data.Write(reply.Message.Span);
                terminal.Data.Flush();
                if (!reply.Message.IsEmpty)
                    endsLine = reply.Message.Span[^1] == '\n';
                closing = reply;
            }
        }
        finally
        {
            if (!endsLine)
                terminal.Data.Write("\n"u8);
        }
        return GenerationStatistics.Of(closing, clock.Elapsed);
    }

    /// <summary>Waits for the whole text.</summary>
    public static async Task<CompletionResult> RequestAsync(
        Backend.BackendClient client, PredictOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var reply = await client.PredictAsync(options, cancellationToken: cancellationToken);
        var statistics = GenerationStatistics.Of(reply, clock.Elapsed);
        return new CompletionResult(
            reply.Message.ToStringUtf8(),
            reply.Tokens,
            reply.PromptTokens,
            options.Seed,
            new CompletionTimings(
                reply.TimingPromptProcessing, reply.TimingTokenGeneration, Math.Round(statistics.TokensPerSecond, 2)),
            reply.Logprobs.IsEmpty ? null : JsonDocument.Parse(reply.Logprobs.Memory).RootElement);
    }
}
