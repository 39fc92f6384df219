using System.Collections.Frozen;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Sampling;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Requests;

/// <summary>Reads Predict and PredictStream: checks every field before any native code sees it.</summary>
internal sealed class GenerationRequestReader(Vocabulary vocabulary, GrammarReader grammars, int longestPrompt, int contextSize)
{
    /// <param name="request">The request.</param>
    /// <param name="chat">Its messages, rendered; null for a request with a finished text.</param>
    public GenerationRequest Read(PredictOptions request, ChatPrompt? chat)
    {
        CheckCounts(request);
        var prompt = Tokenize(chat?.Text ?? request.Prompt);
        var sampling = SamplerSettings.From(request) with
        {
            LogitBias = Biases(request),
            Grammar = chat is { Grammar.IsEmpty: false } ? grammars.Take(chat.Grammar) : grammars.Read(request.Grammar),
        };

        return new GenerationRequest
        {
            Prompt = prompt,
            // The window is memory the sampler allocates, and nothing older than the context is ever seen.
            Sampling = sampling with { PenaltyWindow = Math.Min(sampling.PenaltyWindow, contextSize) },
            Stops = request.StopPrompts,
            MaxTokens = request.Tokens > 0 ? request.Tokens : int.MaxValue,
            Keep = request.NKeep < 0 ? prompt.Length : Math.Min(request.NKeep, prompt.Length),
            TopLogprobs = Math.Min(request.Logprobs > 0 ? request.Logprobs : request.TopLogprobs, vocabulary.Size),
            DraftTokens = request.NDraft,
            ReusePrefix = request.PromptCacheAll,
            ThoughtLimit = chat?.ThoughtLimit,
            Spelled = chat is null ? FrozenSet<int>.Empty : vocabulary.ControlTokens(chat.Format.Markers),
        };
    }

    private static void CheckCounts(PredictOptions request)
    {
        Check(nameof(request.Tokens), request.Tokens, least: -1, "the most tokens to generate, or 0 for as many as the model likes");
        Check(nameof(request.NKeep), request.NKeep, least: -1, "tokens of the prompt to keep, or -1 for all");
        Check(nameof(request.NDraft), request.NDraft, least: 0, "the most tokens to draft at once, or 0 for as many as the load allows");
        Check(nameof(request.Logprobs), request.Logprobs, least: 0, "the number of alternatives, or 0 for none");
        Check(nameof(request.TopLogprobs), request.TopLogprobs, least: 0, "the number of alternatives, or 0 for none");
    }

    private static void Check(string field, int value, int least, string meaning)
    {
        if (value < least)
            throw new EngineException(EngineFailure.InvalidInput, $"{field} is {value}; give {meaning}.");
    }

    private int[] Tokenize(string prompt)
    {
        var fewest = vocabulary.FewestTokens(prompt.Length);
        if (fewest > longestPrompt)
            throw TooLong($"at least {fewest}");
        var tokens = vocabulary.Tokenize(prompt, addSpecial: true);
        if (tokens.Length == 0)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                "Prompt is empty and this model has no token to begin with; give a prompt.");
        }
        return tokens.Length <= longestPrompt ? tokens : throw TooLong($"{tokens.Length}");
    }

    private EngineException TooLong(string tokens) => new(EngineFailure.InvalidInput,
        $"Prompt has {tokens} tokens, but the context holds {longestPrompt} and one to generate; "
        + "shorten it or load the model with a larger ContextSize.");

    private Dictionary<int, float> Biases(PredictOptions request)
    {
        var biases = LogitBiasReader.Read(request.LogitBias, vocabulary);
        if (request.IgnoreEOS)
        {
            foreach (var token in vocabulary.EndTokens)
                biases[token] = float.NegativeInfinity;
        }
        return biases;
    }
}
