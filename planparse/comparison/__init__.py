"""Plans of several counties in, who promises what out: indicators, money, units and stages side by side."""
