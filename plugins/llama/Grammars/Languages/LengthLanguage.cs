namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>Texts of a length in code points.</summary>
/// <param name="least">Fewest code points.</param>
/// <param name="most">Most code points, null for any number.</param>
internal sealed class LengthLanguage(int least, int? most) : Language
{
    public override IReadOnlyCollection<CharacterSet> Alphabet => [];

    public override int Start => 0;

    public override int Step(int state, int codePoint) =>
        most is null ? Math.Min(state + 1, least) : state < most ? state + 1 : Dead;

    public override bool Accepts(int state) => state >= least;
}
