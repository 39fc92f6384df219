using System.Net;
using LocalAI.Plugins.Host.Life;

namespace LocalAI.Plugins.Host.Tests.Life;

public class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:50051", "127.0.0.1")]
    [InlineData("0.0.0.0:50051", "0.0.0.0")]
    [InlineData("[::1]:50051", "::1")]
    [InlineData(":50051", "::")]
    [InlineData("localhost:0", "127.0.0.1")]
    public void Binds_the_address_that_was_written(string text, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), Assert.Single(Read(text).Resolve()));

    [Fact]
    public void Localhost_means_both_loopbacks() =>
        Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback], Read("localhost:50051").Resolve());

    [Theory]
    [InlineData("50051")]
    [InlineData("")]
    [InlineData("localhost:")]
    [InlineData("localhost:-1")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:http")]
    [InlineData("::1:50051")]
    [InlineData("[localhost]:50051")]
    public void Refuses_what_is_no_address_and_names_it(string text)
    {
        var fault = ListenAddress.TryParse(text, out var address);

        Assert.Null(address);
        Assert.Contains($"'{text}'", fault);
    }

    private static ListenAddress Read(string text)
    {
        Assert.Null(ListenAddress.TryParse(text, out var address));
        Assert.Equal(text, address!.ToString());
        return address;
    }
}
