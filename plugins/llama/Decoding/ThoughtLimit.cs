using System.Runtime.InteropServices;
using System.Text;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>
/// Counts the tokens of an answer's thought and says what must come next when they are used up (the option enable_reasoning). An
/// answer has one thought at most, at its beginning.
/// </summary>
/// <param name="start">What begins a thought.</param>
/// <param name="end">What ends it.</param>
/// <param name="tokens">The most tokens of a thought.</param>
/// <param name="startsInside">Whether the prompt ended within a thought.</param>
internal sealed class ThoughtLimit(string start, string end, int tokens, bool startsInside)
{
    private readonly byte[] _start = Encoding.UTF8.GetBytes(start);
    private readonly byte[] _end = Encoding.UTF8.GetBytes(end);
    private readonly List<byte> _recent = [];
    private State _state = startsInside ? State.Inside : start.Length > 0 ? State.Before : State.After;
    private int _used;

    private enum State
    {
        Before,
        Inside,
        After,
    }

    /// <summary>The text that ends a thought before its time.</summary>
    public string Ending { get; } = $"\n{end}\n\n";

    /// <summary>Takes the text of a token; what is not a whole character yet comes with the next one.</summary>
    public void Take(ReadOnlySpan<byte> text)
    {
        if (_state == State.After)
            return;
        _recent.AddRange(text);
        if (_state == State.Before)
            LookForStart();
        else
        {
            _used++;
            LookForEnd();
        }
    }

    /// <summary>Whether the thought has to end here.</summary>
    public bool IsUsedUp => _state == State.Inside && _used >= tokens;

    /// <summary>Tells that the thought was ended.</summary>
    public void Ended() => _state = State.After;

    private void LookForStart()
    {
        var recent = CollectionsMarshal.AsSpan(_recent);
        var begun = recent.TrimStart(" \r\n\t"u8);
        if (begun.StartsWith(_start))
        {
            _state = State.Inside;
            _recent.Clear();
        }
        else if (begun.Length >= _start.Length || !_start.AsSpan().StartsWith(begun))
        {
            _state = State.After;
        }
    }

    private void LookForEnd()
    {
        var recent = CollectionsMarshal.AsSpan(_recent);
        if (recent.IndexOf(_end) >= 0)
            _state = State.After;
        else if (recent.Length >= _end.Length)
            _recent.RemoveRange(0, recent.Length - _end.Length + 1);
    }
}
