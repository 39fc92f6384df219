using System.Globalization;
using LocalAI.Plugins.Llama.Decoding;

namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>What came of drafting, as JSON: GetMetrics has no field of its own for it.</summary>
internal static class DraftJson
{
    /// <returns>Empty when nothing was drafted.</returns>
    public static string Write(Throughput throughput)
    {
        if (throughput.DraftedTokens is not (> 0 and var drafted))
            return "";
        var accepted = throughput.AcceptedTokens;
        return string.Create(CultureInfo.InvariantCulture,
            $$"""{"draft_tokens":{{drafted}},"accepted_draft_tokens":{{accepted}},"draft_acceptance":{{(double)accepted / drafted:0.####}}}""");
    }
}
