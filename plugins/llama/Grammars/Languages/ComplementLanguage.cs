namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>All texts that another language lacks.</summary>
internal sealed class ComplementLanguage(Language other) : Language
{
    // Dead and the state numbers change places by one, so that what the other gives up on goes on here.
    public override IReadOnlyCollection<CharacterSet> Alphabet => other.Alphabet;

    public override int Start => other.Start + 1;

    public override int Step(int state, int codePoint) => state == 0 ? 0 : other.Step(state - 1, codePoint) + 1;

    public override bool Accepts(int state) => state == 0 || !other.Accepts(state - 1);
}
