namespace LocalAI.Plugins.Forge.Chat;

/// <summary>What a sample for measuring has that no sample for training has.</summary>
[Flags]
internal enum HeldOut
{
    /// <summary>Nothing: the sample is for training.</summary>
    Nothing = 0,

    /// <summary>Names of people and places.</summary>
    Names = 1,

    /// <summary>The words in which things are asked for.</summary>
    Phrases = 2,

    /// <summary>Both.</summary>
    All = Names | Phrases,
}
