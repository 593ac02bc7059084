"""One QObject per screen holds its state; widgets bind to it and hold none. QtCore only."""
