namespace LocalAI.Plugins.Forge.Words;

/// <summary>Cities to ask the weather of, or to travel to.</summary>
internal static class Cities
{
    /// <summary>Cities in the sets for training.</summary>
    public static IReadOnlyList<City> Trained { get; } =
    [
        new("Paris", "France"), new("Lyon", "France"), new("Nice", "France"), new("London", "England"), new("Leeds", "England"),
        new("Oxford", "England"), new("Berlin", "Germany"), new("Munich", "Germany"), new("Hamburg", "Germany"), new("Rome", "Italy"),
        new("Milan", "Italy"), new("Venice", "Italy"), new("Madrid", "Spain"), new("Seville", "Spain"), new("Lisbon", "Portugal"),
        new("Porto", "Portugal"), new("Vienna", "Austria"), new("Graz", "Austria"), new("Zurich", "Switzerland"),
        new("Geneva", "Switzerland"), new("Brussels", "Belgium"), new("Ghent", "Belgium"), new("Amsterdam", "Netherlands"),
        new("Oslo", "Norway"), new("Bergen", "Norway"), new("Stockholm", "Sweden"), new("Malmo", "Sweden"), new("Helsinki", "Finland"),
        new("Copenhagen", "Denmark"), new("Dublin", "Ireland"), new("Cork", "Ireland"), new("Warsaw", "Poland"), new("Prague", "Czechia"),
        new("Athens", "Greece"), new("Istanbul", "Turkey"), new("Cairo", "Egypt"), new("Lagos", "Nigeria"), new("Nairobi", "Kenya"),
        new("Tokyo", "Japan"), new("Osaka", "Japan"), new("Kyoto", "Japan"), new("Beijing", "China"), new("Shanghai", "China"),
        new("Seoul", "South Korea"), new("Delhi", "India"), new("Mumbai", "India"), new("Bangkok", "Thailand"), new("Hanoi", "Vietnam"),
        new("Sydney", "Australia"), new("Perth", "Australia"), new("Auckland", "New Zealand"), new("Toronto", "Canada"),
        new("Montreal", "Canada"), new("Boston", "USA"), new("Chicago", "USA"), new("New York", "USA"), new("Seattle", "USA"),
        new("Denver", "USA"), new("San Francisco", "California"), new("Austin", "Texas"), new("Miami", "Florida"), new("Lima", "Peru"),
        new("Bogota", "Colombia"), new("Santiago", "Chile"), new("Buenos Aires", "Argentina"), new("Rio de Janeiro", "Brazil"),
        new("Mexico City", "Mexico"), new("Havana", "Cuba"), new("Riga", "Latvia"), new("Budapest", "Hungary"),
    ];

    /// <summary>Cities that only sets for measuring have.</summary>
    public static IReadOnlyList<City> HeldOut { get; } =
    [
        new("Marseille", "France"), new("Bristol", "England"), new("Dresden", "Germany"), new("Turin", "Italy"), new("Valencia", "Spain"),
        new("Basel", "Switzerland"), new("Antwerp", "Belgium"), new("Rotterdam", "Netherlands"), new("Uppsala", "Sweden"),
        new("Galway", "Ireland"), new("Krakow", "Poland"), new("Izmir", "Turkey"), new("Luxor", "Egypt"), new("Kobe", "Japan"),
        new("Busan", "South Korea"), new("Chennai", "India"), new("Brisbane", "Australia"), new("Ottawa", "Canada"),
        new("Portland", "Oregon"), new("Dallas", "Texas"), new("Cusco", "Peru"), new("Recife", "Brazil"), new("Tartu", "Estonia"),
        new("Salzburg", "Austria"), new("Nashville", "USA"),
    ];
}
