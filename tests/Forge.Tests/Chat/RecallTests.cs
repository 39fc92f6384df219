using LocalAI.Plugins.Forge.Chat;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Tests.Chat;

public class RecallTests
{
    [Fact]
    public void The_second_half_has_the_lines_of_the_first()
    {
        for (var i = 0; i < 500; i++)
        {
            var lines = Recall.Write(new Writer(new Dice(7, (ulong)i), HeldOut.Nothing, thinks: false)).Split('\n');
            var half = lines.Length / 2;
            Assert.Equal(lines[..half].Order(StringComparer.Ordinal), lines[half..].Order(StringComparer.Ordinal));
        }
    }
}
