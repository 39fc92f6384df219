using System.Text;
using Google.Protobuf;
using LocalAI.Plugins.Llama.Chat.Parsing;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Sampling;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>Turns generated text into replies: as it is, or taken apart into content, thoughts and calls.</summary>
/// <param name="vocabulary">Spells the tokens behind probabilities.</param>
/// <param name="parser">Takes the answer of a conversation apart; null for a raw text.</param>
internal sealed class ReplyWriter(Vocabulary vocabulary, ChatOutputParser? parser)
{
    private readonly List<TokenLogprob> _logprobs = [];

    /// <summary>The reply for a piece of a stream; null when it adds nothing yet.</summary>
    public Reply? Write(GenerationChunk chunk)
    {
        _logprobs.AddRange(chunk.Logprobs);
        return parser is null ? Text(chunk.Text) : Delta(parser.Append(Encoding.UTF8.GetString(chunk.Text)));
    }

    /// <summary>The reply for what was held back until the end of a stream; null when nothing was.</summary>
    public Reply? Flush() => parser is null ? null : Delta(parser.Finish());

    /// <summary>The reply for a whole text.</summary>
    public Reply Whole(byte[] text, IEnumerable<TokenLogprob> logprobs)
    {
        _logprobs.AddRange(logprobs);
        return (parser is null ? Text(text) : Delta(parser.Parse(Encoding.UTF8.GetString(text)))) ?? new Reply();
    }

    /// <summary>Adds what the end of a text tells: counts and times.</summary>
    public static Reply Counted(Reply reply, Generation generation)
    {
        reply.Tokens = generation.Generated;
        reply.PromptTokens = generation.Request.Prompt.Length;
        reply.TimingPromptProcessing = generation.PromptTime.TotalMilliseconds;
        reply.TimingTokenGeneration = generation.GenerationTime.TotalMilliseconds;
        return reply;
    }

    // LocalAI loses content that stands in only one of the two places.
    private Reply? Text(byte[] text)
    {
        if (text.Length == 0)
            return null;
        var message = UnsafeByteOperations.UnsafeWrap(text);
        return Probable(new Reply { Message = message, ChatDeltas = { new ChatDelta { Content = message.ToStringUtf8() } } });
    }

    private Reply? Delta(ChatDelta? delta) => delta is null
        ? null
        : Probable(new Reply { Message = ByteString.CopyFromUtf8(delta.Content), ChatDeltas = { delta } });

    private Reply Probable(Reply reply)
    {
        if (_logprobs.Count > 0)
            reply.Logprobs = LogprobsJson.Write(_logprobs, vocabulary);
        _logprobs.Clear();
        return reply;
    }
}
