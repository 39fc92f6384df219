using System.Diagnostics;
using Grpc.Core;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>One answer in a conversation, shown while it is written.</summary>
internal static class ChatTurn
{
    /// <returns>The whole answer.</returns>
    public static async Task<ChatAnswer> StreamAsync(
        Backend.BackendClient client, PredictOptions request, Terminal terminal, CancellationToken cancellationToken)
    {
        using var call = client.PredictStream(request, cancellationToken: cancellationToken);
        var clock = Stopwatch.StartNew();
        var answer = new ChatAnswer();
        var view = new AnswerView(terminal);
        var closing = new Reply();
        try
        {
            await foreach (var reply in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                foreach (var delta in reply.ChatDeltas)
                {
                    answer.Add(delta);
                    view.Show(delta);
                }
                closing = reply;
            }
        }
        finally
        {
            view.End();
        }
        terminal.WriteNote(GenerationStatistics.Of(closing, clock.Elapsed).ToString());
        return answer;
    }
}
