using System.Text;
using LocalAI.Plugins.Store.Postgres;

namespace LocalAI.Plugins.Store.Tests.Postgres;

public class IdentifierTests
{
    [Theory]
    [InlineData("faces", "\"faces\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("\"; drop table x; --", "\"\"\"; drop table x; --\"")]
    [InlineData("'; drop table x", "\"'; drop table x\"")]
    [InlineData("Größe 1", "\"Größe 1\"")]
    public void A_name_is_quoted_whatever_is_in_it(string name, string quoted) => Assert.Equal(quoted, Identifier.Quote(name));

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void A_name_that_PostgreSQL_would_change_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => Identifier.Quote(name));

    [Theory]
    [InlineData("", "store://")]
    [InlineData("faces", "store://faces")]
    [InlineData("1234567890123456789012345678901234567890123456789012345", "store://1234567890123456789012345678901234567890123456789012345")]
    public void A_table_has_the_name_of_the_model(string name, string table) => Assert.Equal(table, Identifier.TableOf(name));

    [Theory]
    [InlineData('a')]
    [InlineData('ü')]
    [InlineData('語')]
    public void Long_names_are_cut_between_characters_and_stay_different(char letter)
    {
        var names = Enumerable.Range(0, 100).Select(i => new string(letter, 100 + i)).ToList();

        var tables = names.ConvertAll(Identifier.TableOf);

        Assert.Equal(100, tables.Distinct().Count());
        Assert.All(tables, table => Assert.InRange(Encoding.UTF8.GetByteCount(table), 60, Identifier.MostBytes));
        Assert.All(tables, table => Assert.Matches($"^store://{letter}+~[0-9a-f]{{16}}$", table));
    }
}
