using LocalAI.Plugins.Vision.Masks;

namespace LocalAI.Plugins.Vision.Segmentation;

/// <summary>The pixels of a picture's rows that lie between a place and the next one.</summary>
internal sealed class PlaceRuns
{
    private readonly int[] _first;
    private readonly double[] _shares;

    /// <param name="columns">Where each pixel lies.</param>
    /// <param name="pixels">Pixels of a row.</param>
    /// <param name="places">Places of a row.</param>
    public PlaceRuns(PixelTaps columns, int pixels, int places)
    {
        _first = new int[places + 1];
        _shares = new double[places];
        var x = 0;
        for (var place = 0; place < places; place++)
        {
            _first[place] = x;
            for (; x < pixels && columns.Cell(x) == place; x++)
                _shares[place] += columns.Share(x);
        }
        _first[places] = x;
    }

    /// <summary>The first pixel behind a place.</summary>
    public int First(int place) => _first[place];

    /// <summary>The sum of the next place's shares of them.</summary>
    public double Shares(int place) => _shares[place];
}
