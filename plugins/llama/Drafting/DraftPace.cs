namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>
/// When to draft for one text: always while most guesses come true, and after wrong ones not for a while that doubles. Drafts are never
/// shortened instead: on a processor a step with 5 tokens takes as long as 4 steps, one with 17 as long as 7 (25M parameters in q8_0,
/// one thread of a Zen 4 core), so only a long draft that comes true saves time. A step's tokens are computed in blocks of 16 and the
/// first one beyond costs as much as three others, so a step with a long draft is whole blocks.
/// </summary>
/// <param name="most">Tokens that may be drafted in a step.</param>
internal sealed class DraftPace(int most)
{
    private const int LongestPause = 32;
    private const int Block = 16;

    /// <summary>The step also has the token that the draft follows.</summary>
    private readonly int _draft = most < Block ? most : (most + 1) / Block * Block - 1;

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
            return _draft;
        _waiting--;
        return 0;
    }

    /// <summary>Learns how many of the guesses came true.</summary>
    public void Measured(int drafted, int accepted)
    {
        Drafted += drafted;
        Accepted += accepted;
        if (accepted * 2 >= drafted)
        {
            _pause = 1;
            return;
        }
        _waiting = _pause;
        _pause = Math.Min(LongestPause, _pause * 2);
    }
}
