namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>
/// How much is drafted for one text: more while all guesses are right, and nothing for a while after wrong ones, because every
/// guess costs time.
/// </summary>
internal sealed class DraftPace(int most)
{
    private const int First = 4;
    private const int LongestPause = 32;

    private int _length = Math.Min(First, most);
    private int _pause = 1;
    private int _waiting;

    /// <summary>Tokens guessed.</summary>
    public int Drafted { get; private set; }

    /// <summary>Guesses that came true.</summary>
    public int Accepted { get; private set; }

    /// <summary>Tokens to draft in this step; 0 for none.</summary>
    public int Next()
    {
        if (_waiting == 0)
            return _length;
        _waiting--;
        return 0;
    }

    /// <summary>Learns how many of the guesses came true.</summary>
    public void Measured(int drafted, int accepted)
    {
        Drafted += drafted;
        Accepted += accepted;
        if (accepted == drafted)
        {
            _length = Math.Min(most, Math.Max(_length, drafted * 2));
            _pause = 1;
        }
        else if (accepted * 2 < drafted)
        {
            _length = Math.Max(Math.Min(First, most), accepted + 1);
            _waiting = accepted == 0 ? _pause : 0;
            _pause = accepted == 0 ? Math.Min(LongestPause, _pause * 2) : 1;
        }
    }
}
