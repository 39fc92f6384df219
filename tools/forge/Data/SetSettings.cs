using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Data;

/// <summary>Where a set goes, and how much of it.</summary>
/// <param name="Folder">The folder; made where it is not there.</param>
/// <param name="Seed">What chance begins with: the same seed gives the same bytes.</param>
/// <param name="Samples">How many samples for training.</param>
/// <param name="HeldOut">How many samples each file for measuring has.</param>
internal sealed record SetSettings(DirectoryInfo Folder, ulong Seed, int Samples, int HeldOut)
{
    /// <summary>The seed of a file for measuring, far from that for training.</summary>
    /// <param name="file">Which file.</param>
    public ulong HeldOutSeed(int file) => Dice.Mix(Seed + ((ulong)(file + 1) << 32));
}
