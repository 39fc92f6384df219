using System.Text;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// An argument that stands without quotes between markers: a text is passed on as it comes, anything else once it is whole.
/// </summary>
internal sealed class BareValue
{
    private readonly StringBuilder _output;
    private readonly ArgumentSchema _schema;
    private readonly StringBuilder? _waiting;

    /// <param name="output">Takes the value as JSON.</param>
    /// <param name="schema">What the value may be.</param>
    /// <param name="isText">Whether it can only be a text.</param>
    public BareValue(StringBuilder output, ArgumentSchema schema, bool isText)
    {
        _output = output;
        _schema = schema;
        if (isText)
            output.Append('"');
        else
            _waiting = new StringBuilder();
    }

    /// <summary>Takes the next part of it.</summary>
    public void Append(ReadOnlySpan<char> part)
    {
        if (_waiting is null)
            _output.AppendEscaped(part);
        else
            _waiting.Append(part);
    }

    /// <summary>Ends it.</summary>
    public void End()
    {
        if (_waiting is null)
            _output.Append('"');
        else
            TaggedValue.Append(_output, _waiting.ToString(), _schema);
    }
}
