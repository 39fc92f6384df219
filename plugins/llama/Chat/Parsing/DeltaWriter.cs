using System.Security.Cryptography;
using System.Text;
using LocalAI.Plugins.Llama.Chat.Reasoning;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// Gathers what an answer adds until it is passed on. White space at the border of two kinds of text belongs to neither: it is held
/// back until more text of the same kind follows.
/// </summary>
internal sealed class DeltaWriter(ReasoningFormat format)
{
    /// <summary>Some templates refuse ids of any other length (Mistral's).</summary>
    private const int IdLength = 9;

    private readonly StringBuilder _content = new();
    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _contentSpace = new();
    private readonly StringBuilder _reasoningSpace = new();
    private readonly List<(ToolCallDelta Call, StringBuilder Arguments)> _calls = [];
    private bool _hasReasoning;
    private bool _isThinking;
    private bool _isAfterMarker;

    /// <summary>Whether there was any content but white space.</summary>
    public bool HasContent { get; private set; }

    /// <summary>How many calls were begun.</summary>
    public int Calls { get; private set; }

    /// <summary>Where the arguments of the last call are written.</summary>
    public StringBuilder Arguments => _calls[^1].Arguments;

    public void Content(ReadOnlySpan<char> text)
    {
        if (_isAfterMarker)
            text = text.TrimStart();
        _isAfterMarker &= text.IsEmpty;
        HasContent |= Write(text, _content, _contentSpace);
    }

    /// <summary>Text of a thought.</summary>
    public void Reasoning(ReadOnlySpan<char> text)
    {
        if (format is ReasoningFormat.None or ReasoningFormat.DeepSeekLegacy)
            Content(text);
        if (format == ReasoningFormat.None)
            return;
        if (!_isThinking)
            text = text.TrimStart();
        _isThinking |= Write(text, _reasoning, _reasoningSpace);
        _hasReasoning |= _isThinking;
    }

    /// <summary>A marker around a thought: part of the content where thoughts are.</summary>
    public void ReasoningMarker(string marker)
    {
        _isThinking = false;
        _reasoningSpace.Clear();
        if (_hasReasoning)
            _reasoningSpace.Append('\n');
        if (format is ReasoningFormat.None or ReasoningFormat.DeepSeekLegacy)
            Content(marker);
        else
            Border();
    }

    /// <summary>Forgets the white space around a marker; texts on both of its sides stay apart.</summary>
    public void Border()
    {
        _isAfterMarker = true;
        _contentSpace.Clear();
        if (HasContent)
            _contentSpace.Append('\n');
    }

    /// <summary>Leaves out white space at the answer's beginning.</summary>
    public void StartBehindMarker() => _isAfterMarker = format is ReasoningFormat.Auto or ReasoningFormat.DeepSeek;

    /// <summary>Gives white space that nothing followed, at the end of the answer.</summary>
    public void KeepSpace()
    {
        if (!_isAfterMarker)
            _content.Append(_contentSpace);
        _contentSpace.Clear();
    }

    /// <param name="name">The function's name.</param>
    /// <param name="id">The id that the model wrote; empty = a new one.</param>
    public void BeginCall(string name, string id)
    {
        Border();
        if (id.Length == 0)
            id = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", IdLength);
        _calls.Add((new ToolCallDelta { Index = Calls++, Id = id, Name = name }, new StringBuilder()));
    }

    /// <summary>Takes what was added since the last time; null when nothing was.</summary>
    public ChatDelta? Drain()
    {
        ChatDelta? delta = null;
        if (_content.Length > 0)
            (delta ??= new ChatDelta()).Content = Take(_content);
        if (_reasoning.Length > 0)
            (delta ??= new ChatDelta()).ReasoningContent = Take(_reasoning);
        foreach (var (call, arguments) in _calls)
        {
            if (call.Name.Length > 0 || arguments.Length > 0)
                (delta ??= new ChatDelta()).ToolCalls.Add(new ToolCallDelta(call) { Arguments = Take(arguments) });
        }
        if (_calls.Count > 0)
        {
            var (last, text) = _calls[^1];
            _calls.Clear();
            _calls.Add((new ToolCallDelta { Index = last.Index }, text));
        }
        return delta;
    }

    private static bool Write(ReadOnlySpan<char> text, StringBuilder output, StringBuilder space)
    {
        var solid = text.TrimEnd();
        if (!solid.IsEmpty)
        {
            output.Append(space).Append(solid);
            space.Clear();
        }
        space.Append(text[solid.Length..]);
        return !solid.IsEmpty;
    }

    private static string Take(StringBuilder text)
    {
        var taken = text.ToString();
        text.Clear();
        return taken;
    }
}
